//! Runs seeds from the command line: `seeds FIRST COUNT`.

fn main() {
    let mut args = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let first_seed = args.next().unwrap_or(1);
    let seeds = args.next().unwrap_or(100);
    let options = realtail_sim::Options { first_seed, seeds, ..realtail_sim::Options::default() };
    match realtail_sim::run(&options, |_| ()) {
        Ok(summary) => println!("{summary}"),
        Err(failure) => {
            println!("{failure}");
            std::process::exit(1);
        }
    }
}
