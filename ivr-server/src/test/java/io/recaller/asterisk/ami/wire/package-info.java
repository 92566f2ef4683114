@NullMarked
package io.recaller.asterisk.ami.wire;

import org.jspecify.annotations.NullMarked;
