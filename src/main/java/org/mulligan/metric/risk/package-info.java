/**
 * How far a result is from a truth that nobody has: estimates from the noise of the image itself,
 * or from a second shot, block by block so that they come with an error.
 *
 * <p>For the service. What is judged is a function from plane to plane; nothing here knows networks
 * or files.
 */
package org.mulligan.metric.risk;
