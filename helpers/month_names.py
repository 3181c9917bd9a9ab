"""Names of months and days of the week, as dates in names of files and cells of tables write them."""

NAMES = """
1 january jan janvier janv januar jänner enero ene января январь янв січня січень січ يناير ژانویه
2 february feb février fevrier févr fevr fév februar feber febrero февраля февраль февр фев лютого лютий лют فبراير فوریه
3 march mar mars märz marz mär mrz marzo марта март мар березня березень бер مارس
4 april apr avril avr abril abr апреля апрель апр квітня квітень квіт кві أبريل ابريل إبريل آوریل
5 may mai mayo мая май травня травень трав тра مايو مه می
6 june jun juin juni junio июня июнь июн червня червень черв чер يونيو يونيه ژوئن
7 july jul juillet juil juli julio июля июль июл липня липень лип يوليو يوليه ژوئیه جولای
8 august aug août aout agosto ago августа август авг серпня серпень серп сер أغسطس اغسطس اوت
9 september sep sept septembre septiembre setiembre set сентября сентябрь сент сен вересня вересень вер سبتمبر سپتامبر
10 october oct octobre oktober okt octubre октября октябрь окт жовтня жовтень жовт жов أكتوبر اكتوبر اکتبر اکتوبر
11 november nov novembre noviembre ноября ноябрь нояб ноя листопада листопад лист лис نوفمبر نوامبر
12 december dec décembre decembre déc dezember dez diciembre dic декабря декабрь дек грудня грудень груд гру ديسمبر دسامبر
"""
DAYS = """
monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun
lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
mo di mi do fr sa so lunes martes miércoles miercoles jueves viernes sábado sabado domingo
الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه
понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер п'ятниця субота неділя
"""
MONTHS = {name: int(number) for number, *names in map(str.split, NAMES.strip().split("\n")) for name in names}
WEEKDAYS = frozenset(DAYS.split())
