/** What super-resolvers and deblurrers are worth beside older ways, on images of a known truth. */
package org.mulligan.service.restore.sharpening;
