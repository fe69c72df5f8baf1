/**
 * Companies: to the operator of the installation without names and without anybody's data; to its
 * own people what one is called and where its days begin.
 */
@NullMarked
package kz.relog.api.company;

import org.jspecify.annotations.NullMarked;
