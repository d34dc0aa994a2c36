/**
 * The contract between the two halves: what may be asked of an engine, and what it answers.
 *
 * <p>Both halves may come in; it knows the model and nothing of how anything is computed.
 */
package org.mulligan.engine;
