/** Tests of the predictor and the planner. */
@NullMarked
package io.recaller.menu;

import org.jspecify.annotations.NullMarked;
