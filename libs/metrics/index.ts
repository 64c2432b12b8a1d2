/** The door of metrics: figures of a process for whoever watches over it, in the text that Prometheus reads. */
export { Counter, Gauge, Histogram, Registry } from 'prom-client';
export { metricsPlaceFrom, serveMetrics, type MetricsPlace, type ServedMetrics } from './serve.js';
export { remembered } from './remembered.js';
