/**
 * Architectures: generators, discriminators, systems that draw. Seams: {@link
 * org.mulligan.network.Architecture}, {@link org.mulligan.network.Discriminator}, {@link
 * org.mulligan.network.SynthesisSystem}.
 *
 * <p>For training; it needs layers only.
 */
package org.mulligan.network;
