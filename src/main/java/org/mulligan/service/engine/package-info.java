/**
 * Which engine runs, and for how long it is kept.
 *
 * <p>For the rooms of the service that compute.
 */
package org.mulligan.service.engine;
