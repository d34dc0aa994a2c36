package org.mulligan.engine;

/**
 * What computes.
 *
 * @param runtime name and version, e.g. "TensorFlow 2.18.0"
 * @param device in use, for people, e.g. "CPU (2 threads)", "GPU 0 (NVIDIA H200)"
 * @param memory bytes that a tile may use
 * @param pid of the process that computes
 * @param resident bytes that this process holds
 */
public record EngineInfo(String runtime, String device, long memory, long pid, long resident) {}
