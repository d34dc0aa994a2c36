/** The report on one restored image: a page that a reader of a paper can open, and repeat from. */
package org.mulligan.service.report.html;
