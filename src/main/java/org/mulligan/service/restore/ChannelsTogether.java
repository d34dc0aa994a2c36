package org.mulligan.service.restore;

import org.mulligan.image.plane.PlaneSource;

/**
 * All channels of a plane, or the colours of an RGB image, go through the network of another tool
 * together.
 *
 * @param channels that come out
 */
record ChannelsTogether(PlaneSource planes, int channels, RestoreSettings settings)
        implements RestoreMode {}
