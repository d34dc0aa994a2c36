/**
 * Brings models in, writes them for others, checks and lists them.
 *
 * <p>For the service's door.
 */
package org.mulligan.service.models;
