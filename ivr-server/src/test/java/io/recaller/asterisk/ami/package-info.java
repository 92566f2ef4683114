@NullMarked
package io.recaller.asterisk.ami;

import org.jspecify.annotations.NullMarked;
