package org.mulligan.engine;

/**
 * What computes.
 *
 * @param runtime name and version, e.g. "TensorFlow 2.18.0"
 * @param device e.g. "CPU (2 threads)"
 * @param memory bytes that a tile may use
 */
public record EngineInfo(String runtime, String device, long memory) {}
