package org.mulligan.service.models;

import java.nio.file.Path;
import java.util.List;

/**
 * A model that was imported.
 *
 * @param model its package
 * @param lines what was found, for people
 */
public record Imported(Path model, List<String> lines) {}
