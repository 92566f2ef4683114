@NullMarked
package io.recaller.customer.handle;

import org.jspecify.annotations.NullMarked;
