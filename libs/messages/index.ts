/** The door of messages: what people are told, how it reaches them, and warnings of clocks. */
export {
  contact,
  Contacts,
  enterDemonstrationAddresses,
  type Contact,
  type ContactEntered,
} from './contacts.js';
export { sendCodes } from './codes.js';
export { Deliveries, deliveryStates, type Delivery, type DeliveryState } from './deliveries.js';
export { dispatchMail } from './dispatch.js';
export { tellChanges, type Telling } from './follower.js';
export { Inbox, type Message } from './inbox.js';
export { MessagesModule } from './messages.module.js';
export { postFromEnvironment, type PostSettings } from './post.js';
export { raiseWarnings, type Warnings } from './warnings.js';
export { tellOfWebhook, type DisabledWebhook } from './webhook-disabled.js';
