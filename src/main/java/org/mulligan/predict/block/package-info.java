/** Which blocks of an image are done, so that work that was ended goes on where it was. */
package org.mulligan.predict.block;
