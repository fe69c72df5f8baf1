// What the page says, in its three languages. No name of anybody is in any of them.
export const LANGUAGES = { en: 'English', ru: 'Русский', kk: 'Қазақша' };

const EN = {
  loading: 'One moment…',
  expected: 'The vehicle is expected',
  approaching: 'On its way to you',
  arrived: 'The vehicle has arrived',
  unavailable: 'Not available now',
  ended: 'This link has ended',
  unknown: 'This link does not work',
  offline: 'No connection. Trying again…',
  later: 'The time is not known yet.',
  laterMap: 'You will see it on the map once it is on its way to you.',
  keepOpen: 'You can leave this page open: it goes on by itself.',
  askSender: 'Ask whoever sent you the link for a new one.',
  map: 'Map: the last known place of the vehicle',
  languages: 'Language',
};

const RU = {
  loading: 'Одну минуту…',
  expected: 'Машина ожидается',
  approaching: 'Машина едет к вам',
  arrived: 'Машина прибыла',
  unavailable: 'Сейчас недоступно',
  ended: 'Ссылка больше не действует',
  unknown: 'Ссылка не работает',
  offline: 'Нет связи. Пробуем ещё раз…',
  later: 'Время пока неизвестно.',
  laterMap: 'Вы увидите её на карте, когда она поедет к вам.',
  keepOpen: 'Страницу можно не закрывать: она обновится сама.',
  askSender: 'Попросите новую ссылку у того, кто её прислал.',
  map: 'Карта: последнее известное место машины',
  languages: 'Язык',
};

const KK = {
  loading: 'Бір сәт…',
  expected: 'Көлік күтілуде',
  approaching: 'Көлік сізге келе жатыр',
  arrived: 'Көлік келді',
  unavailable: 'Қазір қолжетімсіз',
  ended: 'Сілтеменің мерзімі аяқталды',
  unknown: 'Сілтеме жұмыс істемейді',
  offline: 'Байланыс жоқ. Қайта көрудеміз…',
  later: 'Уақыты әзірге белгісіз.',
  laterMap: 'Көлік сізге қарай шыққанда, оны картадан көресіз.',
  keepOpen: 'Бетті жаппай қоя беруге болады: ол өзі жаңарады.',
  askSender: 'Сілтемені жіберген адамнан жаңасын сұраңыз.',
  map: 'Карта: көліктің соңғы белгілі орны',
  languages: 'Тіл',
};

export const WORDS = { en: EN, ru: RU, kk: KK };

/** The first of our languages that a browser asks for. */
export function preferred(languages) {
  return languages.map((one) => one.slice(0, 2)).find((one) => one in WORDS) ?? 'en';
}
