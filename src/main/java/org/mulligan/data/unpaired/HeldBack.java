package org.mulligan.data.unpaired;

import java.util.Optional;
import org.mulligan.data.Plane;

/**
 * A part of an image that a network is judged by though nobody knows its clean image.
 *
 * @param plane what the network is given, and a noisy target whose noise the network cannot know;
 *     where the target is {@link org.mulligan.image.intensity.Normalisation#MISSING} it is not
 *     asked
 * @param noise mean variance of the target's noise, normalised units
 * @param variance of the noise of each pixel, normalised units, where the target is the input: the
 *     error is then estimated by how the network answers to more noise. Empty: the target's noise
 *     is not the input's
 */
public record HeldBack(Plane plane, double noise, Optional<float[]> variance) {}
