@NullMarked
package io.recaller.flow.yaml;

import org.jspecify.annotations.NullMarked;
