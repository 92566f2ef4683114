/** Asterisk as unpacked packages of Debian, where none is installed. */
@NullMarked
package io.recaller.lab.debian;

import org.jspecify.annotations.NullMarked;
