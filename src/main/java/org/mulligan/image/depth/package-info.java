/**
 * How far apart the planes of a stack are, and planes between them. For what trains and applies
 * networks that make stacks as fine along their depth as in their planes.
 */
package org.mulligan.image.depth;
