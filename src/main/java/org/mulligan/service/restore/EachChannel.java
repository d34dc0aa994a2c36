package org.mulligan.service.restore;

import org.mulligan.image.plane.PlaneSource;

/** Each plane of each channel goes through the network by itself. */
record EachChannel(PlaneSource planes, RestoreSettings settings) implements RestoreMode {}
