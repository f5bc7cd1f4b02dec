// Short names for the shapes of the generated schema that the rooms speak of.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
export type ActionTaken = Schemas['ActionTaken'];
export type AvailabilityLine = Schemas['AvailabilityLine'];
export type DeadLetter = Schemas['DeadLetter'];
export type DelayRow = Schemas['DelayRow'];
export type Hold = Schemas['Hold'];
export type HoldState = Schemas['HoldState'];
export type Item = Schemas['Item'];
export type Key = Schemas['Key'];
export type LedgerRow = Schemas['LedgerRow'];
export type Percentiles = Schemas['Percentiles'];
export type Reason = Schemas['Reason'];
export type Role = Schemas['Role'];
export type Site = Schemas['Site'];
export type Status = Schemas['Status'];
export type Trace = Schemas['Trace'];
export type TraceStep = Schemas['TraceStep'];
export type TraceSummary = Schemas['TraceSummary'];
export type Webhook = Schemas['Webhook'];
