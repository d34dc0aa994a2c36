package org.mulligan.data;

/**
 * A pair of whole planes in normalised intensities, for validation.
 *
 * @param name of the file
 * @param noisy {@code width * height} values, row by row
 * @param clean the wanted image, same shape
 */
public record Plane(String name, int width, int height, float[] noisy, float[] clean) {}
