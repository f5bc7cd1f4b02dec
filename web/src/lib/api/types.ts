// Short names for the shapes of the generated schema that the rooms speak of.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
export type AvailabilityLine = Schemas['Line'];
export type DeadLetter = Schemas['DeadLetter'];
export type DelayRow = Schemas['DelayRow'];
export type Hold = Schemas['HoldDocument'];
export type HoldState = 'held' | 'posted' | 'voided' | 'expired';
export type Item = Schemas['Item'];
export type Key = Schemas['KeyDocument'];
export type LedgerRow = Schemas['Row'];
export type Percentiles = Schemas['Percentiles'];
export type Reason = Schemas['Reason'];
export type Role = Schemas['Role'];
export type Site = Schemas['Site'];
export type Status = Schemas['Status'];
export type Trace = Schemas['Trace'];
export type TraceStep = Schemas['Step'];
export type CostParts = Schemas['CostParts'];
export type Fulfilment = Schemas['FulfilmentDocument'];
export type Me = Schemas['MeDocument'];
export type Order = Schemas['OrderDocument'];
export type Routing = Schemas['RoutingAnswer'];
export type Step = Schemas['Step'];
export type Task = Schemas['TaskDocument'];
export type TimelineStep = Schemas['TimelineStep'];
export type Wave = Schemas['Wave'];
export type WhyNot = Schemas['WhyNot'];
