/* top_domains.c: the endings of host names on the internet. */
#include "top_domains.h"

#include "base/ascii.h"

bool top_domain_is_known(mcpx_text label, bool usual) {
  static const char MANY[] =
      " ac ad ae ag ai am app at au ba be bg biz blog br by ca cc ch cl cloud cn co com cr cz de dev dk ec "
      "edu ee eg "
      "es eu example fi fm fr gg gov gr hk hr hu id ie il in info int invalid io ir is it jp ke kr li lt lu "
      "lv ma me "
      "mil mx my net nl no nu nz online org pe ph pk pl pro pt ro ru se sg site si sk space store su tech th "
      "tk to "
      "top tr tv tw ua uk us uy uz ve vn ws xyz za ";
  static const char FEW[] = " com de edu eu fr gov jp mil net nl org ru uk br cn ";
  enum { LONGEST = 8 };
  char wanted[LONGEST + 3] = " ";
  if (label.length == 0 || label.length > LONGEST) return false;
  for (size_t i = 0; i < label.length; i++) wanted[1 + i] = ascii_to_lower(label.bytes[i]);
  wanted[1 + label.length] = ' ';
  return strstr(usual ? FEW : MANY, wanted) != NULL;
}
