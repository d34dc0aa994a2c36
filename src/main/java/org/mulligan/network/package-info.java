/**
 * Architectures: generators, discriminators, systems that draw. Seams: {@link
 * org.mulligan.network.Architecture}, {@link org.mulligan.network.Discriminator}, and {@link
 * org.mulligan.network.SynthesisSystem} as a {@link org.mulligan.network.GanSystem} or a {@link
 * org.mulligan.network.VaeSystem}.
 *
 * <p>For training; it needs layers only.
 */
package org.mulligan.network;
