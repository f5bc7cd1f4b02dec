//! Replays a retailer against an engine that is running already: `against URL SOURCE SPEED [DAYS]`, key in `REALTAIL_ADMIN_KEY`.

use realtail_demo::{Options, Size, Source, load, replay};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| arguments.next().ok_or_else(|| format!("say the {what}"));
    let mut options = Options::new(next("URL")?, std::env::var("REALTAIL_ADMIN_KEY")?);
    options.source = match next("source: completejourney or generated")?.as_str() {
        "generated" => Source::Generated(Size::default()),
        _ => Source::CompleteJourney(None),
    };
    options.speed = next("speed: business seconds a second, or inf")?.parse()?;
    options.until_days = next("days").ok().map(|days| days.parse()).transpose()?;
    let began = std::time::Instant::now();
    let loaded = load(&options).await?;
    eprintln!("loaded in {:.1} s", began.elapsed().as_secs_f64());
    let stop = async {
        // Where the signal cannot be heard, the year goes by to its end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let report = replay(&options, &loaded, stop).await?;
    println!("{report}");
    Ok(())
}
