/**
 * What every kind of training data needs: files that belong together, fields held back, streams of
 * chance.
 *
 * <p>For the readers of training data below it.
 */
package org.mulligan.data;
