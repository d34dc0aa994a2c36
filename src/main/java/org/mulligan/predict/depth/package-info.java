/** Stacks through a network that sees sections along their depth. For {@code service.restore}. */
package org.mulligan.predict.depth;
