/**
 * What is kept and shown of a training on its way: figures, curves, previews.
 *
 * <p>For the service and for windows.
 */
package org.mulligan.service.training;
