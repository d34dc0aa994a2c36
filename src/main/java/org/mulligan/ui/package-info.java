/**
 * Windows: models, latent space, samples of a training, help.
 *
 * <p>For commands and doors.
 */
package org.mulligan.ui;
