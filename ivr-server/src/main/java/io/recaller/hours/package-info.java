/** When a business is open: weekly times, holidays and special days, in a time zone. Pure. */
@NullMarked
package io.recaller.hours;

import org.jspecify.annotations.NullMarked;
