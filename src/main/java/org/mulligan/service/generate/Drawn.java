package org.mulligan.service.generate;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was drawn.
 *
 * @param image empty where there is a file for each image
 * @param files that were written
 * @param lines what is to be said of it
 */
public record Drawn(Optional<ImagePlus> image, List<Path> files, List<String> lines) {}
