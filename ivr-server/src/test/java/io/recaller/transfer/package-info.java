@NullMarked
package io.recaller.transfer;

import org.jspecify.annotations.NullMarked;
