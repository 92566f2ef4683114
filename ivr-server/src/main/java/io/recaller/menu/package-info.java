/**
 * Thinking, pure: what a customer contacts about next, learned from everybody and from themselves,
 * with reasons.
 */
@NullMarked
package io.recaller.menu;

import org.jspecify.annotations.NullMarked;
