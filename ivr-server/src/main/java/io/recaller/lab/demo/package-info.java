/** The demo: a small made-up world and real calls in it, told in plain words. */
@NullMarked
package io.recaller.lab.demo;

import org.jspecify.annotations.NullMarked;
