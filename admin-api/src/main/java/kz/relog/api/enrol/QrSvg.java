package kz.relog.api.enrol;

import io.nayuki.qrcodegen.QrCode;

/** Draws a QR code as SVG: one path, no colour but black on white. Stateless. */
final class QrSvg {
  /** Light modules around the code, as ISO/IEC 18004 asks. */
  private static final int QUIET_ZONE = 4;

  private QrSvg() {}

  static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = code.size + 2 * QUIET_ZONE;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + QUIET_ZONE).append(',').append(y + QUIET_ZONE);
          path.append("h1v1h-1z");
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + side
        + ' '
        + side
        + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h"
        + side
        + 'v'
        + side
        + "H0z\"/><path d=\""
        + path
        + "\"/></svg>\n";
  }
}
