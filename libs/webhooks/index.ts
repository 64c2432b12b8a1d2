/** The door of webhooks: events told to whoever asked for them, and the log of it. */
export { addressLength, addressReasons, webhookAddress, type AddressReason } from './address.js';
export { cloudEvent, type CloudEvent } from './cloud-event.js';
export { Deliveries, deliveryStatuses, type Delivery, type DeliveryStatus } from './deliveries.js';
export { disabledReasons, type Disabled, type DisabledReason, type WhenDisabled } from './disabling.js';
export { WebhookDispatcher, type DispatcherOptions } from './dispatcher.js';
export { pauses } from './pauses.js';
export { faults, Sender, type Attempt, type Fault, type SenderOptions } from './sender.js';
export { WebhookSecrets } from './signing.js';
export { webhookLimits, Webhooks, type WebhookChange, type WebhookView } from './webhooks.js';
export { dispatcherWith, WebhooksModule, type WebhookSettings } from './webhooks.module.js';
