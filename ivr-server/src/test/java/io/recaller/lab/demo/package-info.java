/** The demo's world, looked at by a browser. */
@NullMarked
package io.recaller.lab.demo;

import org.jspecify.annotations.NullMarked;
