/**
 * Results that are larger than the memory, or take long: computed block by block, and gone on with
 * after an end of any kind.
 *
 * <p>For restoring.
 */
package org.mulligan.service.restore.large;
