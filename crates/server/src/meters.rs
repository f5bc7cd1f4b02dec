//! What the broker, the connections to readers and the weather count, as metrics are named.

use realtail_api::{Meter, MeterKind};

/// What the MQTT broker counts.
pub fn of_mqtt(counts: realtail_mqtt::Counts) -> Vec<Meter> {
    let realtail_mqtt::Counts { connected, let_in, turned_away, taken, refused, broken } = counts;
    vec![
        gauge("mqtt_connections", "Devices that are connected over MQTT.", connected as u64),
        counter("mqtt_connections_accepted_total", "MQTT connections that were let in.", let_in),
        counter(
            "mqtt_connections_refused_total",
            "MQTT connections that were turned away: a wrong key, no room, no MQTT.",
            turned_away,
        ),
        counter(
            "mqtt_connections_broken_total",
            "MQTT connections that were ended for what they sent.",
            broken,
        ),
        counter("mqtt_messages_accepted_total", "MQTT messages that were taken, and are durable.", taken),
        counter("mqtt_messages_refused_total", "MQTT messages that were refused.", refused),
    ]
}

/// What whoever asks for the weather counts.
pub fn of_weather(counts: realtail_weather::Counts) -> Vec<Meter> {
    let realtail_weather::Counts { answered, failed, told } = counts;
    vec![
        counter("weather_answers_total", "Answers of the weather service that were understood.", answered),
        counter(
            "weather_failures_total",
            "Questions to the weather service without an answer that could be understood.",
            failed,
        ),
        counter("weather_forecasts_total", "Forecasts of the weather that said something new.", told),
    ]
}

/// What the connections to RFID readers count, and the reads that were passed over behind them.
pub fn of_llrp(counts: realtail_llrp::Counts, passed_over: u64) -> Vec<Meter> {
    let realtail_llrp::Counts { connected, begun, lost, reads } = counts;
    vec![
        gauge("llrp_connections", "RFID readers that are connected and read.", connected),
        counter(
            "llrp_connections_established_total",
            "Connections over which an RFID reader began to read; all but the first of each are reconnects.",
            begun,
        ),
        counter(
            "llrp_connections_lost_total",
            "Connections to RFID readers that were lost or could not be made; each is tried again.",
            lost,
        ),
        counter("llrp_reads_total", "Tags that RFID readers reported, each time they did.", reads),
        counter(
            "rfid_reads_dropped_total",
            "Reads of tags, over LLRP or as signals, that were passed over because too many waited.",
            passed_over,
        ),
    ]
}

fn counter(name: &'static str, help: &'static str, value: u64) -> Meter {
    Meter { name, kind: MeterKind::Counter, help, value }
}

fn gauge(name: &'static str, help: &'static str, value: u64) -> Meter {
    Meter { name, kind: MeterKind::Gauge, help, value }
}
