/**
 * Commands on models and the engine: import, export, check, list, report.
 *
 * <p>Nobody comes in; SciJava finds them by their annotations.
 */
package org.mulligan.command.models;
