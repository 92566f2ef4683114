/** The demo's world, looked at by a browser. */
@NullMarked
package io.recaller.demo;

import org.jspecify.annotations.NullMarked;
