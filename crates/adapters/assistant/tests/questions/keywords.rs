//! The plain rule beside the assistant: the first keyword that occurs says what the answer is about.

const KEYWORDS: [(&str, &str); 40] = [
    ("cancel", "handed_over:cancel"),
    ("storn", "handed_over:cancel"),
    ("anul", "handed_over:cancel"),
    ("human", "handed_over:asked"),
    ("person", "handed_over:asked"),
    ("mensch", "handed_over:asked"),
    ("agent", "handed_over:asked"),
    ("broken", "handed_over:damaged"),
    ("damaged", "handed_over:damaged"),
    ("complain", "handed_over:complaint"),
    ("ignore", "refused"),
    ("prompt", "refused"),
    ("thank", "talked"),
    ("hello", "talked"),
    ("refund", "list_orders"),
    ("where is my", "list_orders"),
    ("track", "list_orders"),
    ("paket", "list_orders"),
    ("open", "store_hours"),
    ("close", "store_hours"),
    ("hours", "store_hours"),
    ("stock", "availability"),
    ("price", "price"),
    ("cost", "price"),
    ("how much", "price"),
    ("points", "points"),
    ("punkte", "points"),
    ("gift card", "gift_cards"),
    ("made of", "item"),
    ("allerg", "item"),
    ("return", "returns#window"),
    ("exchange", "returns#exchange"),
    ("shipping", "shipping#cost"),
    ("delete", "privacy#delete"),
    ("password", "app-help#login"),
    ("app", "app-help#crash"),
    ("payment", "payment-help#declined"),
    ("coupon", "payment-help#coupon"),
    ("warranty", "warranty#how-long"),
    ("parking", "store-rules#parking"),
];

/// What the plain rule would do: a kind of answer, a tool, or a section; `order_status` where a number is named.
pub fn topic(message: &str) -> &'static str {
    let message = message.to_lowercase();
    let found = KEYWORDS.iter().find(|(word, _)| message.contains(word)).map(|(_, topic)| *topic);
    found.unwrap_or(if message.contains("rt-100") { "order_status" } else { "unknown" })
}
