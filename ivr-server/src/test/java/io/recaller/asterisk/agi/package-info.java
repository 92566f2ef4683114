@NullMarked
package io.recaller.asterisk.agi;

import org.jspecify.annotations.NullMarked;
