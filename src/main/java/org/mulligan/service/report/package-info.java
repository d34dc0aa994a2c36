/**
 * What results and tables say: provenance, tables for people and programs, progress of many.
 *
 * <p>For the rooms of the service; it opens no files.
 */
package org.mulligan.service.report;
