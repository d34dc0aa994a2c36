/**
 * What images of a set say of each other before they are learnt from.
 *
 * <p>For the readers of training data, and for the command that checks images.
 */
package org.mulligan.data.audit;
