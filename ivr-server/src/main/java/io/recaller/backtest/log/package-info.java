/** Reads the contact logs that operators have: CSV, customers however they are spelt. */
@NullMarked
package io.recaller.backtest.log;

import org.jspecify.annotations.NullMarked;
