// The engine's HTTP interface in types, by hand until the OpenAPI document is there.
type Json<T> = { content: { 'application/json': T } };
type Op<Answer, Input = Record<never, never>> = { responses: { 200: Json<Answer> } } & Input;
type Query<Q> = { parameters: { query?: Q } };
type Path<P> = { parameters: { path: P } };
type Both<P, Q> = { parameters: { path: P; query?: Q } };
type Body<B> = { requestBody: Json<B> };
type Page = { cursor?: string; limit?: number };
type S = components['schemas'];

export interface paths {
  '/v1/sites': { get: Op<{ sites: S['Site'][]; next_cursor?: string }, Query<Page>> };
  '/v1/items': { get: Op<{ items: S['Item'][]; next_cursor?: string }, Query<Page & { query?: string }>> };
  '/v1/items/{item}': { get: Op<S['Item'], Path<{ item: string }>> };
  '/v1/regions': { get: Op<{ regions: S['Region'][]; next_cursor?: string }, Query<Page>> };
  '/v1/stock/rules': { get: Op<{ rules: S['StockRule'][]; next_cursor?: string }, Query<Page>> };
  '/v1/stock/moves': { post: Op<{ position: number; trace: string; moved: number }, Body<{ moves: S['Movement'][] }>> };
  '/v1/stock/counts': { post: Op<S['CountAnswer'], Body<S['StockCount']>> };
  '/v1/availability': {
    get: Op<S['Availability'], Query<{ item?: string[]; site?: string[]; channel?: string; explain?: boolean }>>;
  };
  '/v1/stock/ledger': { get: Op<S['Ledger'], Query<Page & { item: string; site: string }>> };
  '/v1/holds': {
    get: Op<
      { holds: S['Hold'][]; next_cursor?: string },
      Query<Page & { state?: S['HoldState']; owner?: string; item?: string; site?: string }>
    >;
    post: Op<S['Hold'], Body<S['PlaceHold']>>;
  };
  '/v1/holds/{hold}': { get: Op<S['Hold'], Path<{ hold: string }>> };
  '/v1/holds/{hold}/post': { post: Op<S['Hold'], Path<{ hold: string }> & Body<S['PostHold']>> };
  '/v1/holds/{hold}/void': { post: Op<S['Hold'], Path<{ hold: string }>> };
  '/v1/holds/{hold}/extend': { post: Op<S['Hold'], Path<{ hold: string }> & Body<{ expires_in_ms: number }>> };
  '/v1/holds/{hold}/fulfil': { post: Op<S['Hold'], Path<{ hold: string }>> };
  '/v1/holds/{hold}/release': { post: Op<S['Hold'], Path<{ hold: string }>> };
  '/v1/actions': {
    get: Op<{ actions: S['ActionTaken'][]; next_cursor?: string }, Query<{ action?: string; after?: string; limit?: number }>>;
  };
  '/v1/traces': { get: Op<{ traces: S['TraceSummary'][] }, Query<{ limit?: number }>> };
  '/v1/traces/{id}': { get: Op<S['Trace'], Path<{ id: string }>> };
  '/v1/delays': { get: Op<S['Delays']> };
  '/v1/status': { get: Op<S['Status']> };
  '/v1/webhooks': { get: Op<{ webhooks: S['Webhook'][] }> };
  '/v1/webhooks/{name}': {
    put: Op<S['Webhook'], Path<{ name: string }> & Body<{ url: string; actions?: string[] }>>;
    delete: Op<never, Path<{ name: string }>>;
  };
  '/v1/dead-letters': { get: Op<{ dead_letters: S['DeadLetter'][] }> };
  '/v1/dead-letters/{webhook}/{position}/resend': { post: Op<never, Both<{ webhook: string; position: number }, never>> };
  '/v1/keys': {
    get: Op<{ keys: S['Key'][] }>;
    post: Op<S['Key'] & { secret: string }, Body<{ name: string; role: S['Role']; site?: string; channel?: string }>>;
  };
  '/v1/keys/{key}': { delete: Op<never, Path<{ key: string }>> };
}

export interface components {
  schemas: {
    Site: {
      site: string; name: string; kind: 'store' | 'warehouse' | 'dark_store' | 'supplier'; timezone: string; gln?: string;
      position?: { lat: number; lon: number }; zones?: { zone: string; kind: string }[]; serves?: string[];
      daily_order_capacity?: number;
    };
    Item: {
      item: string; name: string; gtin?: string; brand?: string; categories?: string[];
      unit: 'each' | 'g' | 'ml' | 'mm'; stocked: boolean; attributes?: Record<string, unknown>;
    };
    Region: { region: string; sites: string[] };
    StockRule: {
      name: string; item?: string; category?: string; site?: string; channel?: string;
      safety_stock?: number; channel_buffer?: number; may_sell?: boolean;
    };
    Condition: 'sellable' | 'damaged' | 'quarantine' | 'inspect';
    Account:
      | { site: string; zone?: string; condition?: S['Condition'] }
      | { shipment: string }
      | { outside: 'supplier' | 'customer' | 'waste' | 'shrink' };
    Reason:
      | 'receipt' | 'transfer' | 'sale' | 'return' | 'adjustment' | 'count' | 'damage' | 'waste' | 'theft'
      | 'put_away' | 'pick' | 'pack' | 'ship';
    Movement: { item: string; quantity: number; from: S['Account']; to: S['Account']; reason: S['Reason']; reference?: string };
    StockCount: { site: string; zone?: string; lines: { item: string; counted: number }[]; method: 'manual' | 'rfid' | 'shelf' };
    CountAnswer: {
      position: number; trace: string;
      lines: { item: string; counted: number; book: number; difference: number }[];
    };
    Availability: { as_of: string; lag_ms: number; lines: S['AvailabilityLine'][] };
    AvailabilityLine: {
      item: string; site: string; on_hand: number; held: number; allocated: number; safety_stock: number;
      available: number; incoming: { quantity: number; expected_at: string; source?: string }[]; confidence: number;
      zones?: { zone?: string; condition: S['Condition']; quantity: number }[];
      explain?: S['Explain'];
    };
    Explain: {
      safety_stock?: { value: number; rule: string };
      channel_buffer?: { value: number; rule: string };
      may_sell?: { value: boolean; rule: string };
    };
    Ledger: { item: string; site: string; on_hand: number; rows: S['LedgerRow'][]; next_cursor?: string };
    LedgerRow: {
      position: number; at: string; occurred_at?: string; event: string; reason?: string; reference?: string;
      from: S['Account']; to: S['Account']; quantity: number; change: number; balance: number; by: string; trace: string;
    };
    HoldState: 'held' | 'posted' | 'voided' | 'expired';
    HoldLine: { item: string; quantity: number; site?: string; region?: string };
    Hold: {
      hold: string; owner: string; channel: string; state: S['HoldState']; expires_at: string; placed_at: string;
      lines: S['HoldLine'][]; resolved_at?: string; posted?: { item: string; quantity: number; site: string }[];
      post_as?: 'sale' | 'allocation'; superseded_by?: string;
    };
    PlaceHold: { hold?: string; owner: string; channel: string; expires_in_ms: number; lines: S['HoldLine'][] };
    PostHold: { lines?: { item: string; quantity: number; site?: string }[]; as?: 'sale' | 'allocation' };
    ActionTaken: {
      id: string; position: number; at: string; action: { action: string } & Record<string, unknown>;
      signal: string; delay_ms: number; trace: string; cause: string;
    };
    TraceSummary: { trace: string; signal: string; at: string; steps: number; actions: number; total_ms: number };
    TraceStep: { position: number; event: string; at: string; delay_ms: number; cause?: string; subject?: string; data: unknown };
    Trace: { trace: string; signal: string; signal_at: string; by?: string; total_ms: number; steps: S['TraceStep'][] };
    Percentiles: { count: number; p50_ms: number; p95_ms: number; p99_ms: number; max_ms: number };
    DelayRow: S['Percentiles'] & { signal: string; action: string; last_minute: S['Percentiles'] };
    Delays: { rows: S['DelayRow'][]; measured_since: string };
    Status: {
      version: string; started_at: string; position: number; signals_per_s: number; events_per_s: number;
      holds_per_s: number; actions_per_s: number; holds_open: number; items: number; sites: number; pairs: number;
      conserved: boolean; queue_depth: number; log: { kind: string; next_position: number; bytes?: number };
      oversold_by_engine: number; oversold_at_till: number;
    };
    Webhook: { webhook: string; url: string; actions?: string[] };
    DeadLetter: { webhook: string; position: number; attempts: number; error: string; given_up_at: string };
    Role: 'admin' | 'operator' | 'associate' | 'channel' | 'read_only';
    Key: { key: string; name: string; role: S['Role']; site?: string; channel?: string; created_at: string };
  };
}
